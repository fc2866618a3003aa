import type { Generated, Selectable } from 'kysely'

/** The tables of this service. */
export interface Tables {
  users: UserTable
}

interface UserTable {
  id: Generated<string>
  /** As it was given; unique without regard to case. */
  email: string
  password_hash: string
  name: string
  age: number | null
  tier: 'regular' | 'premium'
  active: Generated<boolean>
  created_at: Generated<Date>
}

export type UserRow = Selectable<UserTable>
