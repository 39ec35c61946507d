import * as contract from '@hoede/contract'
import { type Endpoint, reads, writes } from '../../platform/http/endpoint.ts'
import * as measurements from './measurements.ts'

const ofClient = contract.Strict({ clientId: contract.Id })

export const routes: Endpoint[] = [
  reads({
    path: '/clients/:clientId/measurements',
    summary: 'Measurements of one record, newest first',
    permission: 'measurement:read',
    scope: 'clientId',
    audit: { event: 'measurement.list', action: 'R', part: 'measurement' },
    params: ofClient,
    query: contract.MeasurementQuery,
    answer: contract.MeasurementPage,
    ahead: 'everything',
    handler: (call) => measurements.listMeasurements(call.tx, call.params.clientId, call.query),
  }),
  writes({
    path: '/clients/:clientId/measurements',
    summary: 'Enters a measurement; an impossible value is refused, an unusual one is marked',
    permission: 'measurement:write',
    scope: 'clientId',
    audit: { event: 'measurement.take', action: 'C', part: 'measurement' },
    creates: true,
    status: 201,
    params: ofClient,
    body: contract.NewMeasurement,
    answer: contract.Measurement,
    async handler(call) {
      const measurement = await measurements.takeMeasurement(call.tx, call.params.clientId, call.body, call.personId)
      call.note({ objectId: measurement.id })
      return measurement
    },
  }),
  writes({
    path: '/clients/:clientId/measurements/:measurementId/corrections',
    summary: 'Marks a measurement as entered in error and replaces it by the right one',
    permission: 'measurement:write',
    scope: 'clientId',
    audit: { event: 'measurement.correct', action: 'U', part: 'measurement' },
    creates: true,
    params: contract.Strict({ clientId: contract.Id, measurementId: contract.Id }),
    body: contract.MeasurementCorrection,
    answer: contract.Type.Object({
      original: contract.Measurement,
      replacement: contract.Nullable(contract.Measurement),
    }),
    async handler(call) {
      call.note({ objectId: call.params.measurementId })
      const { clientId, measurementId } = call.params
      return measurements.correctMeasurement(call.tx, clientId, measurementId, call.body, call.personId)
    },
  }),
]
