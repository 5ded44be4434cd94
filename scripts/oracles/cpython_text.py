"""Texts as CPython reads them: int(), float() and rounding, datetime.strptime, re.fullmatch, str.encode.

Run: python3 scripts/oracles/cpython_text.py > fixtures/oracles/cpython-text.json
"""
import itertools
import json
import platform
import re
from datetime import datetime


def tried(make):
    try:
        return make()
    except (ValueError, OverflowError):
        return None


NUMBERS = ["0", "-0", "+7", " 42", "42 ", "\t5\n", "007", "-13", "1_000", "_1", "1__0", "1_", "+ 5", "", " ", "-",
           "\u00a05", "\u20285", "\u30005", "\ufeff5", "\x1c5", "12a", "0x10", "1.5", ".5", "5.", "-1.25", "1e3", "1E-2",
           "1.2_5", "1_.5", "._5", "e5", "1e", "inf", "nan", "2.675", "0.5", "1.5", "2.5", "-0.5", "-1.5", "1.005",
           "99999999999999999999", "1e30", "+.5e+1"]
DATES = ["1980/01/02", "1980-01-02", "1980-1-2", "1980-01- 2", " 1980-01-02", "1980-01-02 ", "19800102", "1980112",
         "198012", "1980-02-30", "2000-02-29", "1900-02-29", "2004-02-29", "02/01/80", "02/01/69", "02/01/68", "2/1/80",
         "1980-13-01", "1980-00-01", "1980-01-32", "1980  01 02", "1980 01 02", "1980\u00a001\u00a002", "1980-01-02T10:11:12",
         "1980-01-02t10:11:60", "1980-01-02T24:00:00", "50%1980-01-02", "31.12.1999", "1.1.1999", "9999-12-31", ""]
FORMATS = ["%Y/%m/%d", "%Y-%m-%d", "%Y%m%d", "%d/%m/%y", "%Y %m %d", "%Y-%m-%dT%H:%M:%S", "50%%%Y-%m-%d", "%d.%m.%Y", "%Y",
           "%y%m%d"]
PATTERNS = [r"[a-z]+", r"^[A-Z]\d{7}$", r"\d{2,3}", r"a|bc", r"^a|b$", r"(ab)*c?", r"(?:x|y){2}", r"[^0-9]+", r"a.c", r"\$\d+",
            r"a\$", r"[A-Za-z '\-.]*", r"\D+", r"[\d-]+", r"a{2}", r"a{2,}", r"", r"\(\d\)", r"[.]", r"\."]
TEXTS = ["", "a", "b", "abc", "aa", "aaa", "ab", "ababc", "bc", "c", "xy", "yx", "A1234567", "A123456", "12", "123", "1234",
         "a\nc", "axc", "a\rc", "a\u2028c", "$5", "a$", "O'Brien-Smith J.", "\u0661\u0662", "1-2", "(4)", ".", "a\U0001f600c", "-",
         "x", "a\n", "\n", "ABC"]
ENCODED = ["", "a", "\u00e9", "\u20ac1", "a\U0001f600"]

print(json.dumps({
    "source": f"CPython {platform.python_version()}",
    "command": "python3 scripts/oracles/cpython_text.py",
    "integers": [[t, tried(lambda: str(int(t, 10)))] for t in NUMBERS],
    "scaled": [[t, p, tried(lambda: str(int(float(t)) if p == 0 else int(round(float(t) * 10 ** p))))]
               for t in NUMBERS for p in (0, 1, 2) if tried(lambda: int(t, 10)) is None],
    "dates": [[f, t, tried(lambda: datetime.strptime(t, f).strftime("%Y%m%d"))]
              for f, t in itertools.product(FORMATS, DATES)],
    "patterns": [[p, t, re.fullmatch(p, t) is not None] for p, t in itertools.product(PATTERNS, TEXTS)],
    "encoded": [[e, t, t.encode(e).hex()] for e in ("utf-8", "utf-16", "utf-32") for t in ENCODED],
}, separators=(",", ":")))
