interface Range {
  min: number
  max: number
}
export interface MeasurementKindInfo {
  name: string
  zib: string
  /** UCUM. */
  unit: string
  /** As people read it. */
  unitText: string
  decimals: number
  /** Outside of this one we ask to look again. */
  plausible: Range
  /** Outside of this one it is refused: no living person has it. */
  possible: Range
  second?: { name: string; plausible: Range; possible: Range }
  methods: string[]
}

/** What can be measured (zibs 2020). The ranges are Hoede's own limits for typing errors, not medical advice. */
export const measurementKinds = {
  'blood-pressure': {
    name: 'Bloeddruk',
    zib: 'Bloeddruk',
    unit: 'mm[Hg]',
    unitText: 'mmHg',
    decimals: 0,
    plausible: { min: 80, max: 200 },
    possible: { min: 40, max: 280 },
    second: { name: 'Onderdruk', plausible: { min: 40, max: 120 }, possible: { min: 20, max: 180 } },
    methods: ['zittend', 'liggend', 'staand'],
  },
  weight: {
    name: 'Gewicht',
    zib: 'Lichaamsgewicht',
    unit: 'kg',
    unitText: 'kg',
    decimals: 1,
    plausible: { min: 35, max: 150 },
    possible: { min: 2, max: 400 },
    methods: ['met kleding', 'zonder kleding', 'tillift'],
  },
  height: {
    name: 'Lengte',
    zib: 'Lichaamslengte',
    unit: 'cm',
    unitText: 'cm',
    decimals: 0,
    plausible: { min: 130, max: 210 },
    possible: { min: 30, max: 260 },
    methods: ['staand', 'liggend', 'kniehoogte'],
  },
  temperature: {
    name: 'Temperatuur',
    zib: 'Lichaamstemperatuur',
    unit: 'Cel',
    unitText: '°C',
    decimals: 1,
    plausible: { min: 35.5, max: 39 },
    possible: { min: 25, max: 44 },
    methods: ['oor', 'oksel', 'mond', 'rectaal'],
  },
  pulse: {
    name: 'Hartslag',
    zib: 'Polsfrequentie',
    unit: '/min',
    unitText: 'per minuut',
    decimals: 0,
    plausible: { min: 50, max: 110 },
    possible: { min: 15, max: 300 },
    methods: ['pols', 'meter'],
  },
  saturation: {
    name: 'Zuurstofsaturatie',
    zib: 'O2Saturatie',
    unit: '%',
    unitText: '%',
    decimals: 0,
    plausible: { min: 92, max: 100 },
    possible: { min: 30, max: 100 },
    methods: ['zonder zuurstof', 'met zuurstof'],
  },
  pain: {
    name: 'Pijnscore',
    zib: 'Pijnscore',
    unit: '{score}',
    unitText: 'van 10',
    decimals: 0,
    plausible: { min: 0, max: 6 },
    possible: { min: 0, max: 10 },
    methods: ['NRS', 'VAS'],
  },
} as const satisfies Record<string, MeasurementKindInfo>
export type MeasurementKind = keyof typeof measurementKinds
