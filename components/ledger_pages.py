"""Which questions are the ledgers of a page: the sheets of its workbook, asked under the page's filters."""

BY = ("contractor", "town")
PAGES: dict[str, tuple[tuple[str, dict[str, str]], ...]] = {
    "overview": (("overview", {}), *(("accuracy", {"by": by}) for by in BY), ("alerts", {})),
    "accuracy": (*(("accuracy", {"by": by}) for by in (*BY, "investigator", "month")), ("accuracy_by_item", {}), ("accuracy_errors", {}),
                 ("recheck_cases", {})),
    "satisfaction": (("satisfaction", {}), *(("service_feedback", {"by": by}) for by in BY), ("rounds", {})),
    "performance": (("performance", {}),),
    "publicity": (("publicity_coverage", {"by": "town"}), ("publicity_villages", {}), ("posting_compliance", {"by": "town"}), ("posting_defects", {})),
    "payments": (("payment_tranches", {}), ("payment_summary", {}), ("payment_transactions", {})),
    "complaints": (*(("complaints", {"by": by}) for by in (*BY, "complaint_type", "channel")), ("complaint_path", {})),
    "violations": (("violations", {"by": "type"}), ("violation_cases", {})),
    "rectifications": (("rectifications", {"by": "town"}), ("rectification_cases", {})),
    "alerts": (("alerts", {}),),
    "quality": (("data_quality", {}),),
}
