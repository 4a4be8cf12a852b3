import type { DoctorReport } from '#model/doctor.ts';
import { renderDoctorText } from '#report/doctor-text.ts';
import { renderJson } from '#report/json.ts';
import type { RenderOptions } from '../render.ts';

/** A renderer is a pure function of the report, by the name that `doctor --format` takes. */
export const doctorRenderers = {
  text: renderDoctorText,
  json: renderJson,
} satisfies Record<string, (report: DoctorReport, options: RenderOptions) => string>;

export type DoctorFormat = keyof typeof doctorRenderers;
export const doctorFormats = Object.keys(doctorRenderers) as DoctorFormat[];
