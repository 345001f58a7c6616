"""The pages of `paylens serve` in a real browser: screenshots, and what Lighthouse says of them."""
