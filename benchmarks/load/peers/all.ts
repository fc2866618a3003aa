import { ab } from './ab.ts'
import { artillery } from './artillery.ts'
import { autocannon } from './autocannon.ts'
import { k6 } from './k6.ts'
import { locust } from './locust.ts'
import { oha } from './oha.ts'
import type { Peer } from './peer.ts'
import { wrk } from './wrk.ts'
import { wrk2 } from './wrk2.ts'

/** Every load generator that ours is compared with, those that are had fastest first. */
export const PEERS: readonly Peer[] = [wrk, ab, autocannon, wrk2, artillery, locust, k6, oha]
