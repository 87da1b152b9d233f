"""ONNX's backend node tests, made fit for a compiler whose weights are constants."""
