/** Where everything is, the same for all regions. */
export interface Directory {
  /** By region: district and mail handler of its edge. */
  edgeDistrict: readonly number[];
  edgeHandler: readonly number[];
  /** By set: its region, its IDC's district and mail handler. */
  setRegion: readonly number[];
  setDistrict: readonly number[];
  setHandler: readonly number[];
  /**
   * Whether a call that comes over a line goes straight into its set's campus: where nothing cuts lines or campuses, its way
   * through the edge is time and nothing else.
   */
  callsGoStraight: boolean;
}
