import { z } from 'zod'

/** The id of anything: a UUID of any version. */
export const identifier = z.guid()
