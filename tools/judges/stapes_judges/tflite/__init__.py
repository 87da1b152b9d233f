"""TensorFlow Lite files: a writer, the two reference interpreters, and what is judged against them."""
