import { defineParameterType } from '@cucumber/cucumber'

const NUMBERS: readonly string[] = ['first', 'second', 'third']

// `the second interaction`: an index, beginning with 0.
defineParameterType({
  name: 'numType',
  regexp: new RegExp(NUMBERS.join('|')),
  transformer: (word) => NUMBERS.indexOf(word),
})
