"""Runs the examples of the vendor's document against `keyclerk vendor serve`.

The script extracts the JavaScript and Python snippets from document.txt. It changes only the
placeholders: __BASE_URL__, YOUR_API_KEY and the example license. It needs node and python3 with
`requests`.

Usage: run.py PATH_OF_KEYCLERK        starts a server of its own
       run.py --server BASE_URL KEY   uses a running server, which has the license LICENSE in stock
"""

import json
import pathlib
import re
import subprocess
import sys

from server import serving

HERE = pathlib.Path(__file__).parent
EXAMPLE = "ps-XXXX-XXXXXXX-XXX"
LICENSE = "ps-ABCD-EFGHIJK-LMN"


def snippets(document):
    """Returns the (language, code) pairs of the document. A snippet ends where its response begins."""
    found = []
    for block in re.findall(r"^const BASE_URL.*?(?=^Response$)", document, re.M | re.S):
        javascript, python = block.split("import requests", 1)
        found.append(("JavaScript", javascript))
        found.append(("Python", "import requests" + python))
    return found


def run(language, code):
    if language == "JavaScript":
        # console.log does not print objects as JSON, so it is replaced.
        prelude = "console.log = value => process.stdout.write(JSON.stringify(value));\n"
        command = ["node", "-e", prelude + code]
    else:
        prelude = "import json\n_print = print\nprint = lambda value: _print(json.dumps(value))\n"
        command = [sys.executable, "-c", prelude + code]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def run_all(base, key):
    """Runs every snippet against the server at `base`. Each has to be answered with ok."""
    ran = 0
    for language, code in snippets((HERE / "document.txt").read_text()):
        code = code.replace("__BASE_URL__", base).replace("YOUR_API_KEY", key).replace(EXAMPLE, LICENSE)
        answer = run(language, code)
        assert answer["ok"] is True, (language, code, answer)
        shape = {name: sorted(v[0] if isinstance(v, list) else v) if isinstance(v, (dict, list)) else v
                 for name, v in answer.items()}
        print(f"{language}: {shape}")
        ran += 1
    assert ran == 8, f"the document has 8 snippets, but {ran} ran"


if sys.argv[1] == "--server":
    run_all(*sys.argv[2:])
else:
    with serving(sys.argv[1], LICENSE) as (own_base, own_key):
        run_all(own_base, own_key)
