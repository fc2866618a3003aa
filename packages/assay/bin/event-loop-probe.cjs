// Loaded into Node services before their own code; see src/load/monitor/event-loop-probe.ts.
// CommonJS in plain syntax: a service may run any Node. It must never be noticed: it keeps no
// process alive, prints nothing, and whatever fails here only means that nothing is measured.
'use strict'

try {
  const folder = process.env.ASSAY_EVENT_LOOP_FOLDER
  // Threads a service starts load this too, but what it answers with is its main thread.
  if (folder && require('node:worker_threads').isMainThread) watchEventLoop(folder)
} catch {
  // A Node too old, or one that is not allowed to: the service runs as if nothing had been asked.
}

function watchEventLoop(folder) {
  const { openSync, writeSync } = require('node:fs')
  const path = require('node:path')
  const { monitorEventLoopDelay } = require('node:perf_hooks')

  const INTERVAL_MS = 500
  const RESOLUTION_MS = 20
  const hrtime = process.hrtime.bind(process)
  const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
  const record = new Float64Array(4)
  let file
  let startedAt = now()
  histogram.enable()
  const timer = setInterval(write, INTERVAL_MS)
  timer.unref()

  function now() {
    const [seconds, nanoseconds] = hrtime()
    return seconds * 1e3 + nanoseconds / 1e6
  }

  function write() {
    try {
      const writtenAt = now()
      record[1] = delayMs(writtenAt - startedAt)
      record[2] = INTERVAL_MS
      record[0] = record[3] = writtenAt
      startedAt = writtenAt
      histogram.reset()
      if (file === undefined) file = openSync(path.join(folder, String(process.pid)), 'w')
      writeSync(file, record, 0, record.byteLength, 0)
    } catch {
      // The folder is gone with the run that asked.
      clearInterval(timer)
      histogram.disable()
    }
  }

  /**
   * The histogram holds the time from one turn of its timer to the next. The first turn after a
   * reset only starts it, so a delay just then is not in there; it is what is missing from the
   * interval, of which the first and the last turn may each take one resolution.
   */
  function delayMs(elapsedMs) {
    const recordedMs = histogram.count === 0 ? 0 : (histogram.mean * histogram.count) / 1e6
    const p99Ms = histogram.count === 0 ? 0 : histogram.percentile(99) / 1e6
    return Math.max(0, p99Ms - RESOLUTION_MS, elapsedMs - recordedMs - 2 * RESOLUTION_MS)
  }
}
