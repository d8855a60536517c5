package geo

// What the tests of package geo_test share with those of this one.
var (
	ToGeom      = toGeom
	Length      = length
	CheckResult = checkResult
)
