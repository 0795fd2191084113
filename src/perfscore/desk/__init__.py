"""The same in a local web page: documents dropped, verdicts as they come, results to take away · 本机网页."""
