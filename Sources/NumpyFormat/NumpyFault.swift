import Diagnostics

/// What is wrong with a .npy file; becomes E0103 at the file.
struct NumpyFault: Error, Hashable {
  let cause: String
  let remedy: String

  init(_ cause: String, remedy: String = "write it again with numpy.save") {
    self.cause = cause
    self.remedy = remedy
  }

  func diagnostic(in file: String) -> Diagnostic {
    Diagnostic(.badArray, at: .file(file), cause: cause, remedy: remedy)
  }
}
