// Taken when the module is loaded: a test that freezes the clock of its process must not stop the
// one its own duration and deadlines are measured with.

/** Milliseconds on a clock that only goes forward, for durations and deadlines. */
export const monotonicMs: () => number = performance.now.bind(performance)

/** Milliseconds since 1970, for moments that are shown. */
export const wallClockMs: () => number = Date.now.bind(Date)
