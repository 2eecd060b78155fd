# modules of the wider library
import datetime, logging, argparse, textwrap, pprint, statistics, secrets, base64, tempfile, shutil, pathlib, csv, pickle, uuid, inspect, unittest, html, zlib
print(datetime.date(2024, 2, 29).isoformat(), textwrap.fill("a b c d", 3), statistics.mean([1, 2, 3]), base64.b64encode(b"x"), pathlib.PurePosixPath("a") / "b", pickle.loads(pickle.dumps({"a": [1]})), zlib.crc32(b"x"), inspect.signature(lambda a, b=1: 0), html.escape("<"))
