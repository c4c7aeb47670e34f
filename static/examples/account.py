"""Money: exact decimals, JSON in and out, and a report that a test checks."""

import json
from collections import defaultdict
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal

STATEMENT = """[
  {"date": "2026-01-30", "to": "Baker", "amount": 12.10, "kind": "food"},
  {"date": "2026-02-02", "to": "Rail", "amount": 89.90, "kind": "travel"},
  {"date": "2026-02-14", "to": "Florist", "amount": 35.00, "kind": "gifts"},
  {"date": "2026-02-27", "to": "Baker", "amount": 0.20, "kind": "food"},
  {"date": "2026-03-01", "to": "Rail", "amount": 0.10, "kind": "travel"}
]"""

print("with floats:  ", 0.1 + 0.2 == 0.3, 0.1 + 0.2)
print("with decimals:", Decimal("0.1") + Decimal("0.2") == Decimal("0.3"))

# The numbers never become floats on their way.
payments = json.loads(STATEMENT, parse_float=Decimal)

months = defaultdict(Decimal)
kinds = defaultdict(Decimal)
for payment in payments:
    months[date.fromisoformat(payment["date"]).strftime("%B")] += payment["amount"]
    kinds[payment["kind"]] += payment["amount"]

for month, amount in months.items():
    print(f"{month:<10} {amount:>8}")

total = sum(kinds.values())
assert total == Decimal("137.30")
for kind, amount in sorted(kinds.items(), key=lambda pair: -pair[1]):
    share = (100 * amount / total).quantize(Decimal("0.1"), ROUND_HALF_EVEN)
    print(f"{kind:<10} {amount:>8} {share:>5} % {'▆' * int(share // 4)}")

print(json.dumps({"total": str(total), "payments": len(payments)}, indent=2))
