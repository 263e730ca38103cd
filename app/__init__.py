"""A question -> an Answer with citations; the command line, the HTTP API and the page. Knows people."""
