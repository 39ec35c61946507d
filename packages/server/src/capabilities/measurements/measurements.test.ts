import { describe, expect, it } from 'vitest'
import { startTestHoede } from '../../../test/support/hoede.ts'
import { clients } from '../../../test/support/organisation.ts'

const at = `/api/clients/${clients.vanPutten}/measurements`

describe('measurements', async () => {
  const hoede = await startTestHoede()

  it('are entered with their unit, and listed by kind', async () => {
    const sanne = await hoede.as('sanne')
    const pressure = await sanne.post(at, { kind: 'blood-pressure', value: 132, secondValue: 78, method: 'zittend' })
    expect(pressure.status).toBe(201)
    expect(pressure.body).toMatchObject({ unit: 'mm[Hg]', value: 132, secondValue: 78, unusual: false })
    await sanne.post(at, { kind: 'weight', value: 61.75 })
    const { body } = await sanne.get(`${at}?kind=weight`)
    expect(body.items.map((each: { value: number }) => each.value)).toEqual([61.8, 62.4])
  })

  it('outside of the plausible range are marked as unusual', async () => {
    const sanne = await hoede.as('sanne')
    expect((await sanne.post(at, { kind: 'blood-pressure', value: 215, secondValue: 118 })).body.unusual).toBe(true)
  })

  it.each([
    ['300 over 20 as blood pressure', { kind: 'blood-pressure', value: 300, secondValue: 20 }, 'value-impossible'],
    ['a pressure without its lower value', { kind: 'blood-pressure', value: 130 }, 'value-impossible'],
    ['a lower value above the upper one', { kind: 'blood-pressure', value: 100, secondValue: 120 }, 'value-impossible'],
    ['two weights', { kind: 'weight', value: 60, secondValue: 2 }, 'value-impossible'],
    ['a weight of -3', { kind: 'weight', value: -3 }, 'value-impossible'],
    ['a word', { kind: 'weight', value: 'veel' }, 'invalid-input'],
    ['an unknown kind', { kind: 'mood', value: 3 }, 'invalid-input'],
    ['a moment in the future', { kind: 'pulse', value: 70, measuredAt: '2999-01-01T00:00:00Z' }, 'date-in-future'],
  ])('refuse %s', async (_what, body, code) => {
    const sanne = await hoede.as('sanne')
    expect((await sanne.post(at, body)).body.code).toBe(code)
  })

  it('are corrected by marking the wrong one and entering the right one', async () => {
    const sanne = await hoede.as('sanne')
    const { body: wrong } = await sanne.post(at, { kind: 'temperature', value: 40.5 })
    const correct = `${at}/${wrong.id}/corrections`
    const { body } = await sanne.post(correct, { version: 1, reason: 'Komma verkeerd', replacement: { value: 37.1 } })
    expect(body.original).toMatchObject({ status: 'entered-in-error', reason: 'Komma verkeerd' })
    expect(body.replacement).toMatchObject({ value: 37.1, replacesId: wrong.id })
    expect((await sanne.post(correct, { version: 1, reason: 'Nog eens' })).body.code).toBe('conflict')
    const values = async (query: string) =>
      (await sanne.get(`${at}?kind=temperature${query}`)).body.items.map((each: { value: number }) => each.value)
    expect(await values('')).toEqual([37.1])
    expect((await values('&errors=true')).sort()).toEqual([37.1, 40.5])
  })

  it('of a client outside of reach do not exist', async () => {
    const joris = await hoede.as('joris')
    expect((await joris.post(at, { kind: 'weight', value: 60 })).status).toBe(404)
    expect((await joris.get(at)).status).toBe(404)
  })
})
