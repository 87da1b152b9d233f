@main struct Stapes { static func main() {} }
