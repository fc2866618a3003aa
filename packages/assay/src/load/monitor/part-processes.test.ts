import { expect, test } from 'vitest'
import { partProcesses } from './part-processes.ts'

const on = (pid: number, ...parts: string[]) => parts.map((part) => ({ part, pid, server: 'postgres' }))

test('a process is called as its part, or as all of its parts', () => {
  const parts = [...on(1, 'cache'), ...on(2, 'ordersDb', 'usersDb'), ...on(3, 'a', 'b', 'c', 'd')]
  expect([...partProcesses(parts).values()]).toEqual([
    { pid: 1, name: 'cache' },
    { pid: 2, name: 'postgres (ordersDb, usersDb)' },
    { pid: 3, name: 'postgres (a, b, c, …)' },
  ])
})
