"""Runs the curl examples of docs/vendor-api.md against `keyclerk vendor serve`.

Each answer has to equal the JSON that the document shows below the example. The script needs bash,
curl and python3. Usage: curl.py PATH_OF_KEYCLERK
"""

import json
import os
import pathlib
import re
import subprocess
import sys

from server import serving

DOCUMENT = pathlib.Path(__file__).parents[2] / "docs" / "vendor-api.md"
LICENSE = "ps-AAAA-0000001-AAA"


def examples(document):
    """Returns the (command, answer) pairs of the document."""
    pairs = re.findall(r"^```sh\n(curl .*?)^```\n\n^```json\n(.*?)^```$", document, re.M | re.S)
    assert len(pairs) == document.count("\ncurl "), "every curl example has an answer"
    return [(command, json.loads(answer)) for command, answer in pairs]


def main(keyclerk):
    found = examples(DOCUMENT.read_text())
    assert len(found) >= 4, f"the document has an example for each endpoint, but only {len(found)} were found"
    with serving(keyclerk, LICENSE) as (base, key):
        variables = {**os.environ, "BASE": f"{base}/reseller", "KEY": key}
        for command, expected in found:
            ran = subprocess.run(["bash", "-ec", command], check=True, capture_output=True, text=True, env=variables)
            answer = json.loads(ran.stdout)
            assert answer == expected, (command, answer, expected)
            print(f"curl: {command.splitlines()[0]}")


main(*sys.argv[1:])
