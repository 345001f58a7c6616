"""Pay by year: with the mix of people held fixed, after prices, beside raw medians and official."""
