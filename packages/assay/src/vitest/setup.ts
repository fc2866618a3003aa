// Runs before each test file of a level that runs a part of the system; see projects.ts.
import { renewTest } from './registered-test.ts'
import { surroundTests } from './test-lifecycle.ts'

renewTest()
surroundTests()
