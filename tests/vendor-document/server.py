"""Starts `keyclerk vendor serve` for the scripts that run the examples of documents."""

import contextlib
import pathlib
import re
import subprocess
import tempfile


@contextlib.contextmanager
def serving(keyclerk, license):
    """Serves a stock of one license. Yields the base URL and an API key, and stops the server afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        vendor = [keyclerk, "vendor", "--database", f"sqlite:{folder}/vendor.db"]
        key = subprocess.run([*vendor, "key", "create", "shop"], check=True, capture_output=True, text=True).stdout.strip()
        stock = pathlib.Path(folder, "stock.csv")
        stock.write_text(f"key,product,expiration,created_at\n{license},lifetime,,1735689600000\n")
        subprocess.run([*vendor, "stock", "import", "shop", stock], check=True, capture_output=True)
        server = subprocess.Popen([*vendor, "serve", "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE, text=True)
        try:
            yield re.search(r"http://\S+(?=/reseller)", server.stdout.readline()).group(), key
        finally:
            server.terminate()
            assert server.wait(timeout=30) == 0
