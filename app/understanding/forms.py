"""The forms of answers: what a question asks for by its words, and what must then stand in the answer.

All patterns are for folded text: Simplified, half-width, lower case.
"""

from __future__ import annotations

import re

_CN_NUMBER = "[一二三四五六七八九十百千万亿两〇零半双]"
FIGURE = rf"(?:\d+(?:[.,]\d+)*|{_CN_NUMBER}+)"

_MONEY = r"(?:元|亿(?![吨立千度])|万(?![平亩人家名个吨户册辆套株头次件台千度方公]))"
_MONEY_OR_SHARE = rf"(?:{_MONEY}|%|倍|成|折|百分)"
# By the counting word of the question.
_COUNTED_MEASURES = (
    (r"几折|discount", r"(?:折|成|%|半价|全免)"),
    (r"几成|百分之几|百分之多少|几个百分点|how many per ?cent", r"(?:%|成|百分|分之|倍|折|半)"),
    (r"how much of (?:the|a|its|their)", rf"(?:{_MONEY_OR_SHARE}|分之|半)"),
    (r"(?:多少|几)(?:亿|百|千)?(?:万|亿)?(?:块钱|块|元|钱)|how much (?:money|funding|cash)|\byuan\b", _MONEY),
    (r"几倍|多少倍|倍数|multiple|how many times (?:higher|larger|the)", r"倍"),
    (r"(?<!哪)几(?:个)?(?:工作)?[天日]|多少(?:个)?(?:工作)?[天日]|how many (?:\w+ )?days", r"(?:个工作日|工作日|日|天|小时|周)"),
    (r"几个小时|多少(?:个)?小时|几小时|how many hours", r"(?:小时|日|天|分钟)"),
    (r"几个月|多少个月|how many months", r"(?:个月|月|年|周)"),
    (r"几月(?:份)?(?![\u4e00-\u9fff]*几[日号])|(?:what|which) month", r"月"),
    (r"几年|多少年|隔几年|how many years", r"(?:年|届|个月)"),
    (r"几岁|多少岁|多大年[纪龄]|年龄|周岁|\bage\b|\bhow old\b|years old", r"(?:周岁|岁)"),
    (r"多少亩|几亩|面积|平方|how many (?:mu|hectares|square)|how large an area", r"(?:亩|平方|公顷)"),
    (r"(?<![前第])(?:几(?:名|位)|多少(?:名|位|人))|几个人|人数|how many (?:\w+ ){0,2}(?:people|staff|persons?|members?|experts?|talents?|cadres?|officials?|employees|posts?|officers?|inspectors?)",
     r"(?:名|人|位|个|职数|编制|%|成)"),
    (r"几(?:家|户)|多少(?:家|户)|how many (?:\w+ ){0,2}(?:compan|firms|enterprises|businesses|institutions|organi)", r"(?:家|户|个)"),
    (r"几次|多少次|几回|多少回|how many times", r"(?:次|回|场|个班次|一次)"),
    (r"平方公里|square kilomet", r"平方公里"),
    (r"多少字|几套|多少套|how many (?:\w+ )?(?:flats|apartments)", r"(?:套|字)"),
    (r"(?<!哪)几级|多少级|几个(?:等级|级别|档)|how many (?:levels|grades|ranks|tiers)", r"(?:级|档|层)"),
    (r"(?<!哪)几大?[类种]|多少[类种]|how many (?:kinds|types|categories)", r"(?:类|种|个)"),
    (r"几届|多少届|how many terms", r"届"),
)  # fmt: skip
# By what is measured, where the counting word leaves it open.
_NAMED_MEASURES = (
    (r"罚[^?？]{0,6}(?:多少|几)|(?:多少|几)[^?？]{0,4}罚|how (?:much|large|high|big)[^?]{0,30}(?:\bfine|penalt)|(?:what|which) (?:\w+ )?fine\b|\bfine for\b", _MONEY_OR_SHARE),
    (r"租金|\brent\b", rf"(?:{_MONEY_OR_SHARE}|免)"),
    (r"工资|薪酬|薪水|年薪|月薪|收入|奖金|\bpay\b|\bwages?\b|\bsalar(?:y|ies)\b|\bincomes?\b|\bearn", _MONEY_OR_SHARE),
    (r"余额|总投资|投资总额|出口额|经费|金额|注册资本|total investment|\binvestment volume|\bcapital\b|\bbudget\b|\bprice\b|\bcost\b|\bfees?\b", _MONEY),
    (r"补贴|补助|奖励|资金|补多|奖多|\bsubsid|\bgrant|\breward|\ballowance", _MONEY_OR_SHARE),
    (r"百分比|比例|占比|比重|增速|增长率|利率|(?<!效)率(?:是|为|要|多|达|不)|percent|share|ratio|proportion|\brates?\b|how fast", r"(?:%|成|百分|分之|个百分点|/\d|倍|比|折)"),
    (r"容积率|plot ratio|floor area ratio", r"容积率"),
)  # fmt: skip
_OPEN_NUMBER = re.compile(
    r"多少|几|如何|上限|下限|限额|最高|最低|最多|最少|至少|标准|多高|多大|how (?:much|many|high|large|big)|what|cap\b|ceiling|maximum|minimum|limit|at (?:most|least)"
)
_FREQUENCY = r"每|逐[年月季日]|[次回场]|双月|季度|年度|日常|常态|定期|随时"


def _with_figure(measure: str) -> re.Pattern[str]:
    return re.compile(
        rf"{'当[日天场]|即时|现场办|随到随办|' if '日' in measure and '小时' in measure else ''}{FIGURE}\s*(?:[-~—–至到]\s*{FIGURE})?\s*(?:多|余|万|亿|千|百|左右)*\s*{measure}|{measure}(?=\d|[:为达])|{measure}.{{0,3}}{FIGURE}"
    )


_COUNTED = tuple((re.compile(asked), _with_figure(measure)) for asked, measure in _COUNTED_MEASURES)
_NAMED = tuple((re.compile(asked), _with_figure(measure)) for asked, measure in _NAMED_MEASURES)
_HOW_OFTEN = (
    re.compile(r"(?:多久|多长时间|隔多久|几年|几个?月)[^?？]{0,16}一(?:次|回)|how (?:\w+ )?often"),
    re.compile(_FREQUENCY),
)

_SANCTION = (
    r"处|罚|取消|追[回究责]|问责|责令|撤销|失效|终止|解[除聘约]|退[还回出]|没收|列入|通报|作废|强制|扣|补缴|停|不予|不再|不得|移[出送]|收[回取]|警告|约谈|"
    r"整改|整治|清退|淘汰|调整|拆除|注销|吊销|暂缓|降|自行承担|视为|按.{1,8}处理|计入|封|违约金|滞纳金|加收|按日|失信|补[交办]|换"
)
_PLACE = (
    r"设在|设于|位于|坐落|境[内外]|选址|地址|地点|迁[至到入往]|搬[至到]|落户|落地|就读|沿线|绕行|布局|"
    r"(?:在|到|至|于|往|入|向)[^。;,、]{1,14}(?:区|县|市|镇|乡|村|路|街|园|楼|号|馆|站|中心|大厅|窗口|处|校|院|片|港|岛|厂|所|平台|会|部门|局|地|库|网|系统|栏)"
)
# What happens once has a day or a deadline, and is not done "regularly".
_ONCE = r"(?:成立|设立|组建|建成|建起|完成|完工|出台|印发|发布|公布|颁布|撤销|合并|开工|动工|竣工|启动|挂牌|投产|投用|获批|批准|施行|生效|废止|到期|截止|结束)"
_ONCE_ENGLISH = r"(?:set up|establish|found|formed|built|complet|finish|issu|publish|releas|announc|abolish|merge|start|begin|began|launch|open|approv|take effect|expire|end)"
_DATE = rf"{FIGURE}\s*(?:年|月|日|天|个月|个工作日|小时|周|季度)|年[底末初内]|月[底末初内]|[当同本][年月日]|之日|即日|以前|届满|以内|半年|季度[内末]|期限"
_REASON = (
    r"为了|以便|旨在|因为|因此|是因|[,。;]因(?!地制宜)|由于|从而|避免|防止|防范|目的[是在]|之所以|鉴于|(?:^|[。;,])为(?!主|期|重|核心)[^。,;为]{3,30},|"
    r"为.{1,16}(?:提供|创造|奠定|注入)"
)
# What else a question may ask for by its type: (asked by, must stand in the answer).
TYPES: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (re.compile(asked), re.compile(needed))
    for asked, needed in (
        (r"哪(?:些|几家|家|个|一家)?[^?？]{0,4}银行|银行(?:有哪些|是哪|叫)|(?:which|what) banks?",
         r"[\u4e00-\u9fff]{2,8}(?<!合作)(?<!各家)(?<!有关)(?<!相关)(?<!参与的)银行(?!由)|国开行|农商行|信用社"),
        (r"哪(?:一)?家(?:公司|企业|厂商)|(?:哪|什么)(?:个|些)?公司|(?:which|what) (?:\w+ )?(?:company|firm|contractor|supplier|vendor)",
         r"[\u4e00-\u9fff]{3,}(?:公司|集团|厂)|龙头|链主|领航"),
        (r"哪(?:一|几|些|两|三|四|五)?(?:个|所|家)?(?:大学|高校|院校)|(?:which|what) (?:(?!should|must|may|can|do|does|did|will|are|is|has|have)\w+ )?(?:universit(?:y|ies)|colleges?)", r"[\u4e00-\u9fff]{2,}(?:大学|学院|分校)"),
        (r"(?:什么|哪些|何种|啥|怎样的?)(?:样的)?(?:条件|资格)|(?:条件|资格)(?:是什么|有哪些|有啥)|(?:what|which) (?:\w+ ){0,2}(?:conditions?|criteria|requirements?|qualifications?)\b|\bwhat qualifies|\bqualify\b|\beligib",
         r"符合|具[备有]|满足|达到|达标|应|须|需|必要|不低于|不少于|以[上内下]|超过|获得?|取得|条件|资格|列入|纳入|未|无|连续|不得|不|属于|通过|经|由|有|\d"),
        (r"姓名|姓什么|(?:长|主任|书记|负责人|经理|领导|人)(?:是谁|叫什么|叫啥)|name of the (?:\w+ ){0,3}(?:captain|head|director|chair|leader|mayor|chief|secretary|manager)|what is .{0,40}(?:captain|director|chief)'s name",
         r"(?:主任|书记|长|经理|教授)[\u4e00-\u9fff]{2,3}(?:介绍|说|表示|指出|任|担任|兼)|名叫|由[\u4e00-\u9fff]{2,3}(?:同志)?担任"),
        (r"电话(?:号码)?(?:是)?(?:多少|几号|号码)|联系电话|什么电话|号码|热线.{0,4}(?:多少|几号)|(?:phone|telephone|hotline|contact) number|\btelephone\b|\bphone\?*$",
         r"\d{7,}|\d{3,4}-\d{7,8}|(?<!\d)1\d{4}(?!\d)"),
        (r"哪(?:一)?天|几号|几月几[日号]|哪(?:一)?日|(?:what|which) (?:date|day)\b", r"\d[日号]|[一二三四五六七八九十]日|当[日天]|即日|之日|次日|月底|月末|年底"),
        (rf"(?:什么时候|何时|啥时候|几时|哪(?:一)?年)[^?？]{{0,8}}?{_ONCE}|{_ONCE}(?:的)?(?:时间|日期|于何时|[^?？]{{0,2}}是?(?:什么时候|何时|哪(?:一)?年))|\bwhen (?:was|were|did|will|is|are)\b[^?]*\b{_ONCE_ENGLISH}", _DATE),
        (r"叫什么|叫啥|什么名|名称是什么|(?:it|they|these|those|which) (?:is|are|was|were)? ?(?:called|named)\b|what .{1,40} (?:called|named)\b",
         r"[“\"《「『]|名为|称为|全称|简称|叫做|命名|公司|集团|中心|大学|学院|研究院|银行"),
        (r"年龄|多大岁数|\bage (?:limit|cap|requirement|range)|\bhow old\b", r"岁|年龄"),
        (r"原(?:来|先)(?:是|为|有)?(?:多少|几)|(?:调整|提高|上调|下调|改革|涨)(?:之|以)?前(?:是|为|的|有)?[^?？]{0,6}(?:多少|几)|before (?:the|it|they|that) (?:was|were|rise|raise|change|cut|increase|reform)|used to be",
         r"原|[由从比][^。]{1,24}(?:提高|增|降|减|调|扩|缩|[到至])|此前|过去|以前|去年|上年"),
        (r"网址|网站地址|邮箱|\be-?mail\b|\bwebsite\b|\burl\b", r"www\.|https?:|@"),
        (r"为什么|为何|为啥|原因|(?<![管办受处治代审经助清整])理由|凭什么|\bwhy\b|\breasons?\b", _REASON),
        (r"谁(?:来)?(?:出(?![台具])|掏|付|出资|负担|垫|买单|给钱)|\bwho (?:will |would |should |has to |must )?(?:pays?|funds?|finances?|foots?|bears?|fronts?)\b|paid by whom",
         r"承担|出资|支付|列支|自筹|财政|负担|垫付|缴纳|预算|资金|经费|补[助贴]|投资|保障|支出|免费"),
        (r"谁(?:来)?(?:批|审批|点头|同意|拍板|审定|核准)|\bwho (?:has to |must |should |will )?(?:approves?|signs? off|okays?|authori[sz]es?)\b", r"批|审|核|同意|决定|许可|签|备案"),
        (r"(?:成员|委员)(?:有|是|包括)?(?:谁|哪)|哪些人(?:组成|参加)|\bwho (?:sits|is) on\b|\bwho makes? up\b|composition of", r"组成|成员|委员|代表|人员|、"),
        (r"(?:什么|哪些|啥)(?:材料|证件|证明|资料)|带(?:什么|啥|哪)|(?:what|which) (?:documents|papers|paperwork|materials|proof|certificates?)|what must .{1,20} (?:bring|submit|hand over|hand in)",
         r"材料|证|凭|表|书|提交|提供|合同|发票|手续|报告|账|资料|备案|登记"),
        (r"会怎么?样|(?:不|没|未|逾期|超过|违)[^?？]{1,12}(?:怎么|咋)办|怎么(?:处理|处罚|处分|罚)|(?:什么|啥|哪些)(?:后果|处罚|处分|惩罚)|如何(?:处理|处罚|处分)|咋(?:办|处理|罚)|罚什么|what happens (?:if|when)|what becomes of|consequences?\b|\bpenalt|sanctions?\b|punish",
         _SANCTION),
        (r"(?<!差)(?<!别)(?<!同)在哪(?![些个几家一天年月日时段期次])|(?<!从)(?<!由)(?<!自)哪里(?![来出的])|(?:去|上|到|在)哪儿|什么地方|何处|地址|^where (?:is|are|was|were|do|does|did|can|must|should)\b(?![^?]*(?:money|fund|budget|pa(?:y|id)))", _PLACE),
    )
)  # fmt: skip


def asked_measure(folded_question: str) -> re.Pattern[str] | None:
    """Return what finds a figure with the measure that a question asks for; None where it asks for none."""
    measures = (_HOW_OFTEN, *_COUNTED, *(_NAMED if _OPEN_NUMBER.search(folded_question) else ()))
    return next((needed for asked, needed in measures if asked.search(folded_question)), None)
