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
import tempfile

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


def with_own_server(keyclerk):
    with tempfile.TemporaryDirectory() as folder:
        vendor = [keyclerk, "vendor", "--database", f"sqlite:{folder}/vendor.db"]
        key = subprocess.run([*vendor, "key", "create", "shop"], check=True, capture_output=True, text=True).stdout.strip()
        stock = pathlib.Path(folder, "stock.csv")
        stock.write_text(f"key,product,expiration,created_at\n{LICENSE},lifetime,4102444800000,1735689600000\n")
        subprocess.run([*vendor, "stock", "import", "shop", stock], check=True, capture_output=True)
        server = subprocess.Popen([*vendor, "serve", "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE, text=True)
        try:
            base = re.search(r"http://\S+(?=/reseller)", server.stdout.readline()).group()
            run_all(base, key)
        finally:
            server.terminate()
            assert server.wait(timeout=30) == 0


if sys.argv[1] == "--server":
    run_all(*sys.argv[2:])
else:
    with_own_server(sys.argv[1])
