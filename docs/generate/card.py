"""Draw `docs/assets/card.png`, the picture that messengers show beside a link.

Run it by hand when the picture changes, from the folder of the project:

    python docs/generate/card.py
"""

import shutil
from pathlib import Path

from playwright.sync_api import ViewportSize, sync_playwright

import csto_membership as cm

CARD = Path(__file__).parents[1] / "assets/card.png"
SIZE: ViewportSize = {"width": 1200, "height": 630}
PAGE = """<!doctype html>
<meta charset="utf-8">
<style>
* {{ box-sizing: border-box }}
body {{
  background: #fbfaf7; color: #1d2433; display: grid; font-family: Georgia, serif;
  gap: 30px; grid-template-columns: 470px 1fr; height: 630px; margin: 0;
  overflow: hidden; padding: 56px 50px; width: 1200px;
}}
div:first-of-type {{ border-left: 8px solid #24507f; padding-left: 26px }}
h1 {{ font-size: 58px; line-height: 1.12; margin: 0 0 24px }}
p {{ color: #44506a; font: 26px/1.35 sans-serif; margin: 0 }}
svg {{ height: auto; max-width: none !important; width: 640px !important }}
</style>
<div>
<h1>Who was a member of the CSTO on any date?</h1>
<p>Every date with its source, and who says otherwise.</p>
</div>
<div>{picture}</div>
"""


def draw() -> None:
    """Draw it in Chromium."""
    picture = cm.load("csto").chart().svg
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        page = chromium.new_page(viewport=SIZE)
        page.set_content(PAGE.format(picture=picture))
        page.screenshot(path=CARD)
        chromium.close()


if __name__ == "__main__":
    draw()
