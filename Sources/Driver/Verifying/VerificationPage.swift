import CProof
import Mustache
import Verification

extension VerificationOfTargets {
  /// The report as one HTML page without scripts or outside files, to be read, printed and kept.
  ///
  /// - Throws: never in practice: the template is a constant, which a test renders.
  package func page() throws -> String {
    let template = try MustacheTemplate(string: verificationPageTemplate)
    return template.render([
      "title": targets.first?.network ?? "verification",
      "verdict": isVerified ? "verified" : "NOT verified",
      "verdictClass": isVerified ? "good" : "bad",
      "targets": targets.map(\.fields),
      "notCompiled": notCompiled.map { ["name": $0.place, "reason": $0.reason] },
      "isIncomplete": !notCompiled.isEmpty,
    ])
  }
}

extension VerificationSummary {
  fileprivate var fields: [String: Any] {
    [
      "network": network, "model": model, "digest": modelDigest, "version": toolVersion,
      "target": target, "inputs": inputs.description,
      "verdict": isVerified ? "verified" : "NOT verified",
      "verdictClass": isVerified ? "good" : "bad",
      "ladder": ladder.map(\.fields), "places": placeFields, "proof": proofFields,
      "ranges": rangeText, "openRanges": proof.ranges.notFitting + proof.ranges.notDerived,
      "objects": objectsRead, "costs": costFields, "findings": findings,
      "hasFindings": !findings.isEmpty, "hasOpenRanges": openPlaces > 0,
      "hasObjects": !objectsRead.isEmpty,
    ]
  }

  private var openPlaces: Int { proof.ranges.notFitting.count + proof.ranges.notDerived.count }

  private var rangeText: String {
    "\(proof.ranges.fitting) results fit their C types, \(proof.ranges.derived) stated ranges follow "
      + "from the text alone, \(openPlaces) places open."
  }

  private var placeFields: [[String: Any]] {
    places.map {
      [
        "name": $0.place, "vectors": $0.vectors, "differ": $0.mismatches, "compiler": $0.compiler,
        "class": $0.mismatches == 0 ? "good" : "bad",
      ]
    }
      + leftOut.map {
        ["name": $0.place, "vectors": "", "differ": "", "compiler": $0.reason, "class": "open"]
      }
  }

  private var proofFields: [[String: Any]] {
    proof.tensors.map {
      [
        "tensor": $0.tensor, "function": $0.function, "elements": $0.elements,
        "status": $0.status.rawValue.replacing("_", with: " "), "how": $0.detail,
        "class": $0.status == .proved ? "good" : $0.status == .differs ? "bad" : "open",
      ]
    }
  }

  private var costFields: [[String: Any]] {
    guard let cost else { return [] }
    let figures: [(String, Int?)] = [
      ("instructions an inference, mean", cost.instructions),
      ("clock cycles an inference, mean", cost.cycles), ("flash, bytes", cost.flashBytes),
      ("state, bytes", cost.stateBytes), ("scratch, bytes", cost.scratchBytes),
      ("input, bytes", cost.inputBytes), ("stack, deepest seen, bytes", stack?.seen),
      ("stack, most for any input, bytes", stack?.bound),
    ]
    return figures.compactMap { name, figure in
      figure.map { ["name": name, "figure": $0] }
    }
  }
}

extension Rung {
  fileprivate var fields: [String: Any] {
    let look =
      switch outcome {
      case .proved, .passed: "good"
      case .partly, .notRun: "open"
      case .failed: "bad"
      }
    return [
      "number": number, "title": title, "outcome": outcome.rawValue.replacing("_", with: " "),
      "detail": detail, "class": look,
    ]
  }
}
