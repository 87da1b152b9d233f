"""Small checks of published methods on 1,797 digits of 8 x 8 pixels, beside the figures that are known for them."""
