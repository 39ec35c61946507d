interface Report {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
  testResults: { status: string; assertionResults: unknown[] }[]
}

export interface Count {
  passed: number
  failed: number
  skipped: number
}

/**
 * Counts from Vitest's JSON report. A file that could not be loaded counts as one failure, and so does a run that ended badly
 * without saying in which test.
 */
export function countTests(report: string | undefined, exitCode: number): Count {
  const count = { passed: 0, failed: 0, skipped: 0 }
  try {
    const read = JSON.parse(report ?? '') as Report
    const unloaded = read.testResults.filter((file) => file.status === 'failed' && !file.assertionResults.length)
    count.passed = read.numPassedTests
    count.failed = read.numFailedTests + unloaded.length
    count.skipped = read.numPendingTests + read.numTodoTests
  } catch {
    count.failed = 1
  }
  if (exitCode !== 0 && !count.failed) count.failed = 1
  return count
}
