"""Makes the tables and the expected answers of the SQL suite with DuckDB (`pip install duckdb`; made with 2.0.1).

Run it again only to add cases: `python make.py`. Each case is a question in our SQL and, where DuckDB writes it in another way,
the same in DuckDB's. Answers are written as the server writes them.
"""
import datetime, decimal, json, math, pathlib, re
import duckdb

HERE = pathlib.Path(__file__).parent
db = duckdb.connect()
db.execute("set timezone = 'UTC'")
db.execute("""
create table sales (id bigint, region varchar, item varchar, qty bigint, price double, cost decimal(10,2), moment timestamp, day date,
                    ok boolean, tags varchar[]);
insert into sales values
 (1,'north','apple', 3, 1.5, 1.10,'2024-01-05 08:30:00','2024-01-05',true, ['red','fruit']),
 (2,'north','pear',  1, 2.25,1.75,'2024-01-20 23:59:59','2024-01-20',true, ['green']),
 (3,'south','apple',10, 1.4, 1.10,'2024-02-29 12:00:00','2024-02-29',false,['red','fruit']),
 (4,'south','plum', 7, 0.75,0.40,'2024-02-29 12:00:00','2024-02-29',true, []),
 (5,'south', null,  2, null,null,'2024-03-31 01:30:00','2024-03-31',null, null),
 (6, null, 'apple', 5, 1.6, 1.20,'2024-04-01 00:00:00','2024-04-01',true, ['red']),
 (7,'east','Äpfel ', 0,-3.0, 2.00,'2023-12-31 23:00:00','2023-12-31',false,['ä','b','c']),
 (8,'east','pear',  4, 2.5, 1.75,'2024-07-15 15:45:10.250','2024-07-15',true, ['green','x']);
create table people (id bigint, name varchar, region varchar, boss bigint);
insert into people values (1,'Ada','north',null),(2,'Ben','south',1),(3,'Cleo','south',1),(4,'Dora','west',2),(5,'Emil',null,3);
""")
for table in ("sales", "people"):
    db.execute(f"copy {table} to '{HERE}/{table}.parquet' (format parquet)")

CASES = (HERE / "cases.sql").read_text()


def written(value):
    if isinstance(value, decimal.Decimal):
        return str(value)
    if isinstance(value, datetime.datetime):
        if value.tzinfo:
            value = value.astimezone(datetime.timezone.utc).replace(tzinfo=None)
        part = f".{value.microsecond:06d}".rstrip("0") if value.microsecond else ""
        return value.strftime("%Y-%m-%dT%H:%M:%S") + part + "Z"
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, (list, tuple)):
        return [written(one) for one in value]
    if isinstance(value, dict):
        return {key: written(one) for key, one in value.items()}
    return value


answers = []
for block in re.split(r"\n\s*\n", CASES.strip()):
    lines = [line for line in block.splitlines() if not line.startswith("#")]
    if not lines:
        continue
    ours, _, theirs = "\n".join(lines).partition("\n==\n")
    try:
        rows = db.execute(theirs or ours).fetchall()
    except Exception as error:
        print("--", ours, "\n  ", str(error).splitlines()[0])
        continue
    answers.append({"sql": ours.strip(), "rows": written([list(row) for row in rows])})
text = ",\n".join(json.dumps(answer, ensure_ascii=False) for answer in answers)
(HERE / "cases.json").write_text(f"[\n{text}\n]\n")
print(len(answers), "cases")
