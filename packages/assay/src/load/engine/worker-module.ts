import { extname } from 'node:path'

/** The module that a worker thread starts with: the source here, the compiled one when published. */
export const WORKER_MODULE = new URL(`./load-worker${extname(import.meta.url)}`, import.meta.url)
