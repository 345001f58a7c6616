"""A job offer: read, valued year by year, judged component by component, compared, asked about."""
