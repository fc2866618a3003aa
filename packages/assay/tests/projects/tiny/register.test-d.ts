// Checked by the compiler: fixtures are those of the registered system.
import { test } from 'assay/test'

test('knows the services', ({ greeter, names, stubs }) => {
  const url: string = greeter.url + names.url + stubs.names.url
  return void url
})

// @ts-expect-error: the system has no service "nobody".
test('knows no others', ({ nobody }) => void nobody)
