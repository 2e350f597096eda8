"""`make golden`: write what the extraction of each sample report gives now, to be reviewed with git diff."""

import json
import sys

from tests.golden.pairs import PAIRS, REPORTS, extract_report, summary


def main() -> None:
    """Write one JSON file for each sample report and name those that changed."""
    PAIRS.mkdir(exist_ok=True)
    for report in sorted(REPORTS.glob("*.txt")):
        target = PAIRS / f"{report.stem}.json"
        text = json.dumps(summary(extract_report(report)), indent=1, ensure_ascii=False) + "\n"
        if not target.exists() or target.read_text(encoding="utf-8") != text:
            target.write_text(text, encoding="utf-8")
            sys.stdout.write(f"changed: {target.name}\n")


if __name__ == "__main__":
    main()
