import { describe, expect, it } from 'vitest'
import { addressRange, afterFailure, type BrakeState, brakePolicies, deviceInWords, secondsToWait } from './rules.ts'

const start = new Date('2026-11-23T07:00:00Z')
const later = (seconds: number, from = start) => new Date(from.getTime() + seconds * 1000)

/** Fails again as soon as it is allowed, a number of times; the delays in seconds. */
function delays(policy: (typeof brakePolicies)[keyof typeof brakePolicies], times: number): number[] {
  let state: BrakeState | undefined
  let now = start
  return Array.from({ length: times }, () => {
    state = afterFailure(policy, state, now)
    const wait = secondsToWait(state, now)
    now = later(wait, now)
    return wait
  })
}

describe('the brake on guessing', () => {
  it('lets four failures go free and then doubles, up to a quarter of an hour', () => {
    expect(delays(brakePolicies.account, 17)).toEqual([
      0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900,
    ])
  })

  it('is wider for an address, and shorter', () => {
    const waits = delays(brakePolicies.address, 110)
    expect(waits.slice(0, 100).every((wait) => wait === 0)).toBe(true)
    expect(waits.slice(100, 108)).toEqual([1, 2, 4, 8, 16, 16, 16, 16])
  })

  it('wears off: a night later one failure costs nothing', () => {
    let state: BrakeState | undefined
    for (let failure = 0; failure < 40; failure++) state = afterFailure(brakePolicies.account, state, start)
    expect(secondsToWait(state, start)).toBe(900)
    const next = afterFailure(brakePolicies.account, state, later(14 * 3600))
    expect(secondsToWait(next, later(14 * 3600))).toBe(0)
  })

  it('lets nobody gain by waiting less than the whole delay', () => {
    const state: BrakeState = { failures: 9, lastFailureAt: start, blockedUntil: later(16) }
    expect(secondsToWait(state, later(15.2))).toBe(1)
    expect(secondsToWait(state, later(16))).toBe(0)
    expect(secondsToWait(undefined, start)).toBe(0)
  })
})

it.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:0db8:0001:0002::9', '2001:db8:1:2::/64'],
  ['2001:db8::9', '2001:db8:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
])('counts %s as %s', (address, range) => {
  expect(addressRange(address)).toBe(range)
})

it.each([
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/148.0.0.0 Safari/537.36',
    'Chrome op Windows',
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/148.0.0.0 Safari/537.36 Edg/148.0',
    'Edge op Windows',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.1 Mobile/15E148 Safari/604.1',
    'Safari op iPhone',
  ],
  [
    'Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/148.0 Mobile/15E148 Safari/604.1',
    'Chrome op iPad',
  ],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0', 'Firefox op Linux'],
  [
    'Mozilla/5.0 (Linux; Android 16; SM-A556B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/140.0 Mobile Safari/537.36',
    'Samsung Internet op Android',
  ],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Safari/605.1.15',
    'Safari op Mac',
  ],
  [
    'Mozilla/5.0 (X11; CrOS x86_64 16000.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/148.0 Safari/537.36',
    'Chrome op Chromebook',
  ],
  ['curl/8.14.1', 'Een onbekend programma'],
  ['', 'Een onbekend programma'],
])('calls %s by its name', (userAgent, words) => {
  expect(deviceInWords(userAgent)).toBe(words)
})
