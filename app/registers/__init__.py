"""The registers that offices make by hand: who answers for what, and which figures are set.

Pure functions over one snapshot of a library; every quote in them is made by `app.verbatim`.
"""

from app.registers.duties import DutyRegister, DutyRow, UnitRecord, UnknownUnitError, build_duty_register
from app.registers.export import ExportError, to_csv, to_xlsx
from app.registers.tables import Table, duty_table, target_table
from app.registers.targets import TargetRow, build_target_register
from app.registers.unitnames import is_unit

__all__ = [
    "DutyRegister",
    "DutyRow",
    "ExportError",
    "Table",
    "TargetRow",
    "UnitRecord",
    "UnknownUnitError",
    "build_duty_register",
    "build_target_register",
    "duty_table",
    "is_unit",
    "target_table",
    "to_csv",
    "to_xlsx",
]
