import * as contract from '@hoede/contract'
import { type Endpoint, reads, writes } from '../../platform/http/endpoint.ts'
import { goOn } from '../sign-in/public.ts'
import { listDevices, markDevice, withdrawDevice } from './devices.ts'
import { choosePin, comeBack, endOwnPins } from './reentry.ts'

const Empty = contract.Strict({})

export const routes: Endpoint[] = [
  reads({
    path: '/devices',
    summary: 'The shared computers, and whether this is one of them',
    permission: 'setting:change',
    scope: 'none',
    audit: { none: 'names of computers, nothing about anybody' },
    answer: contract.DeviceList,
    handler: (call) => listDevices(call.tx, call.caller.computer),
  }),
  writes({
    path: '/devices',
    summary: 'Marks the computer that asks as a shared one; it is known by a cookie from now on',
    permission: 'setting:change',
    scope: 'none',
    fresh: true,
    audit: { event: 'device.mark', action: 'C', part: 'device' },
    status: 201,
    body: contract.NewDevice,
    answer: contract.Device,
    async handler(call) {
      const asker = { personId: call.personId, computerToken: call.caller.computer }
      const { device, token } = await markDevice(call.tx, asker, call.body)
      call.note({ objectId: device.id, detail: { name: device.name, unit: device.unit.id } })
      call.setCookie('computer', token)
      return device
    },
  }),
  writes({
    path: '/devices/:deviceId/withdraw',
    summary: 'Not a shared computer any more: who is signed in there is signed out, and no short code works there',
    permission: 'setting:change',
    scope: 'none',
    audit: { event: 'device.withdraw', action: 'U', part: 'device' },
    params: contract.Strict({ deviceId: contract.Id }),
    body: Empty,
    answer: contract.Device,
    async handler(call) {
      call.note({ objectId: call.params.deviceId })
      const asker = { personId: call.personId, computerToken: call.caller.computer }
      const { device, sessions, pins } = await withdrawDevice(call.tx, asker, call.params.deviceId)
      call.note({ detail: { name: device.name, sessions, pins } })
      return device
    },
  }),
  writes({
    path: '/me/pin',
    summary: 'Chooses the short code for this shared computer, until the end of the shift',
    slow: true,
    permission: 'signed-in',
    scope: 'none',
    audit: { event: 'reentry.set', action: 'C', part: 'sign-in' },
    body: contract.ReentryPin,
    answer: contract.ReentryState,
    async handler(call) {
      const { deviceId, state } = await choosePin(call.tx, call, call.caller.computer, call.body.pin)
      call.note({ objectId: deviceId })
      return state
    },
  }),
  writes({
    path: '/me/pin/end',
    summary: 'Ends the own short codes, on every shared computer',
    permission: 'signed-in',
    scope: 'none',
    audit: { event: 'reentry.end', action: 'U', part: 'sign-in' },
    body: Empty,
    async handler(call) {
      call.note({ detail: { pins: await endOwnPins(call.tx, call.personId) } })
      return undefined
    },
  }),
  writes({
    path: '/sign-in/reentry',
    summary: 'Comes back to a shared computer with the short code that was chosen there in this shift',
    slow: true,
    permission: 'public',
    scope: 'none',
    audit: { handler: 'the handler writes its own rows' },
    body: contract.ReentryRequest,
    answer: contract.SignInState,
    async handler(call) {
      const reached = await comeBack(call.tx, call.caller, call.body)
      return goOn(call, reached)
    },
  }),
]
