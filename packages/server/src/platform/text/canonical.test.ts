import { expect, it } from 'vitest'
import { canonical } from './canonical.ts'

it('writes a value in one way only, as RFC 8785 shows', () => {
  // Sections 3.2.2 and 3.2.3 of the norm.
  expect(
    canonical(
      JSON.parse(
        '{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"literals":[null,true,false]}',
      ),
    ),
  ).toBe('{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27]}')
  const sorted = { '€': 'Euro Sign', '\r': 'Carriage Return', '\ufb33': 'Hebrew', '1': 'One', '😀': 'Emoji', ö: 'o' }
  expect(Object.values(JSON.parse(canonical(sorted)))).toEqual([
    'One',
    'Carriage Return',
    'o',
    'Euro Sign',
    'Emoji',
    'Hebrew',
  ])
  expect(canonical({ b: 1, a: { d: undefined, c: '"\u000f\n' } })).toBe('{"a":{"c":"\\"\\u000f\\n"},"b":1}')
  expect(() => canonical({ a: Number.NaN })).toThrow(TypeError)
})
