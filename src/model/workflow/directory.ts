/** Where everything is, the same for all regions. */
export interface Directory {
  /** By region: district and mail handler of its edge. */
  edgeDistrict: readonly number[];
  edgeHandler: readonly number[];
  /** By set: its region, its IDC's district and mail handler. */
  setRegion: readonly number[];
  setDistrict: readonly number[];
  setHandler: readonly number[];
}
