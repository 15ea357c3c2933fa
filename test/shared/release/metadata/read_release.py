"""Reads the release in a folder with a library of others: prints what it finds wrong, and every row that it reads."""
import datetime
import decimal
import json
import pathlib
import sys

library, folder = sys.argv[1], pathlib.Path(sys.argv[2])


def plain(value):
    if isinstance(value, decimal.Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    # csvw has a day as midnight. A release knows no time of day.
    day = value.date() if isinstance(value, datetime.datetime) else value
    return day.isoformat() if isinstance(day, datetime.date) else value


def with_frictionless():
    from frictionless import Package

    package = Package(str(folder / "datapackage.json"))
    tables = [resource for resource in package.resources if resource.schema.fields]
    faults = [fault for (fault,) in package.validate().flatten(["message"])]
    return faults, {} if faults else {
        table.name: [row.to_dict() for row in table.read_rows()] for table in tables
    }


def with_csvw():
    from csvw import CSVW

    found = CSVW(str(folder / "csv-metadata.json"), validate=True)
    try:
        faults = [] if found.is_valid else [str(warning.message) for warning in found.warnings]
    except ValueError as error:
        # Of a key that is there twice it does not warn.
        faults = [str(error)]
    return faults, {} if faults else {
        table.local_name.removesuffix(".csv"): [dict(row) for row in table.iterdicts()] for table in found.tables
    }


faults, tables = {"frictionless": with_frictionless, "csvw": with_csvw}[library]()
print(json.dumps({"faults": faults, "tables": tables}, default=plain))
