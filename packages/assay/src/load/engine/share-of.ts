/** How many of `count` things belong to a worker when they are dealt out in turn. */
export function shareOf(count: number, worker: number, workers: number): number {
  return Math.floor((count - worker + workers - 1) / workers)
}
