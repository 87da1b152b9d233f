/// The version that banners and reports name.
package enum Version {
  package static let current = "0.1.0"
}
