import { readdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { logKinds } from '@hoede/contract'
import { expect, it } from 'vitest'
import { endpoints } from '../../app.ts'
import { events, eventText } from './events.ts'
import { eventsOfKind, kindOfEvent } from './kinds.ts'

const sources = resolve(import.meta.dirname, '../..')

it('names the event of every endpoint', () => {
  const codes = endpoints.flatMap((endpoint) => ('event' in endpoint.audit ? [endpoint.audit.event] : []))
  expect(codes.length).toBeGreaterThan(0)
  expect(codes.filter((code) => !Object.hasOwn(events, code))).toEqual([])
})

it('names every event that handlers, jobs and commands write themselves', async () => {
  const files = (await readdir(sources, { recursive: true })).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
  )
  const texts = await Promise.all(files.map((file) => readFile(join(sources, file), 'utf8')))
  const codes = texts.flatMap((text) =>
    [...text.matchAll(/\bevent: '([a-z][a-z0-9.-]+)'/g)].map((found) => found[1] ?? ''),
  )
  expect([...new Set(codes)].filter((code) => !Object.hasOwn(events, code))).toEqual([])
})

it('leaves an event of an older version as it is', () => {
  expect(eventText('something.else')).toBe('something.else')
})

it('knows the kind of every event, and every kind has events', () => {
  expect(Object.keys(events).filter((event) => !kindOfEvent(event))).toEqual([])
  for (const kind of logKinds) expect(eventsOfKind(kind).length).toBeGreaterThan(0)
})
