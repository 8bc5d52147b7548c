"""Sigma as pySigma and SQLite understand it, for test/differential/pysigma.test.ts.

    oracle.py probe                          exits with 0 where everything it needs can be imported
    oracle.py convert RULES_DIR OUT.json     every rule as an SQL condition, or the reason why there is none
    oracle.py match CONVERTED.json OUT.json  events from standard input (one JSON object a line: {"n": number,
                                             "all": every value, "f": {column: value}}), matches per rule out

Fields are columns f0, f1 ... because SQLite's own column names do not tell upper from lower case. All columns are TEXT
COLLATE NOCASE, as Zircolite declares them.
"""
import json
import pathlib
import re
import sqlite3
import sys

EVENTS_AT_ONCE = 20_000
FULLTEXT = "everything"


def convert(rules_dir, out):
    from sigma.backends.sqlite import sqlite
    from sigma.rule import SigmaRule

    uses = {}

    class Columns(sqlite.sqliteBackend):
        def escape_and_quote_field(self, field):
            if field == FULLTEXT:
                return field
            uses[field] = uses.get(field, 0) + 1
            return "\x02" + field + "\x02"

        # A text column compares as text; what Sigma means is numbers.
        compare_op_expression = "({field} REGEXP '^[+-]?[0-9.]+$' AND CAST({field} AS REAL) {operator} {value})"

    backend = Columns(fulltext_field=FULLTEXT)
    marker = "SELECT * FROM \x02logs\x02 WHERE "
    conditions, refused = {}, {}
    for path in sorted(pathlib.Path(rules_dir).rglob("*.yml")):
        name = str(path.relative_to(rules_dir))
        rule = None
        try:
            rule = SigmaRule.from_yaml(path.read_text("utf-8"))
            queries = backend.convert_rule(rule)
            for query in queries:
                assert query.startswith(marker), query[:80]
            conditions[str(rule.id)] = " OR ".join("(" + query[len(marker):] + ")" for query in queries)
        except Exception as error:  # pySigma reports through many classes
            refused[str(rule.id) if rule is not None else name] = f"{type(error).__name__}: {error}"
    uses.pop("logs", None)
    # Often used columns first: SQLite walks a record from its start.
    fields = sorted(uses, key=lambda field: -uses[field])
    column = {field: f"f{index}" for index, field in enumerate(fields)}
    named = {
        rule: re.sub("\x02(.*?)\x02", lambda match: column[match.group(1)], sql) for rule, sql in conditions.items()
    }
    json.dump({"columns": column, "rules": named, "refused": refused}, open(out, "w"))


def match(converted, out):
    rules = json.load(open(converted))
    columns = list(rules["columns"].values())
    matches = {rule: [] for rule in rules["rules"]}
    failed = {}
    expressions = {}

    def regexp(expression, text):
        if text is None:
            return None
        compiled = expressions.get(expression)
        if compiled is None:
            compiled = expressions[expression] = re.compile(expression)
        return compiled.search(text) is not None

    def run(rows):
        db = sqlite3.connect(":memory:")
        db.create_function("REGEXP", 2, regexp, deterministic=True)
        declared = ", ".join(f"{column} TEXT COLLATE NOCASE" for column in columns)
        db.execute(f"CREATE TABLE logs (n INTEGER, {FULLTEXT} TEXT, {declared})")
        marks = ", ".join("?" * (len(columns) + 2))
        db.executemany(f"INSERT INTO logs VALUES ({marks})", rows)
        for rule, condition in rules["rules"].items():
            try:
                matches[rule].extend(n for (n,) in db.execute(f"SELECT n FROM logs WHERE {condition}"))
            except sqlite3.Error as error:
                failed[rule] = str(error)
        db.close()

    rows = []
    for line in sys.stdin:
        event = json.loads(line)
        fields = event["f"]
        rows.append([event["n"], event["all"], *[fields.get(column) for column in columns]])
        if len(rows) == EVENTS_AT_ONCE:
            run(rows)
            rows = []
    if rows:
        run(rows)
    json.dump({"matches": {rule: found for rule, found in matches.items() if found}, "failed": failed}, open(out, "w"))


if __name__ == "__main__":
    if sys.argv[1] == "probe":
        import sigma.backends.sqlite  # noqa: F401
    elif sys.argv[1] == "convert":
        convert(sys.argv[2], sys.argv[3])
    else:
        match(sys.argv[2], sys.argv[3])
