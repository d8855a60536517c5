declare module "virtual:basemap" {
  const ground: import("geojson").FeatureCollection;
  export default ground;
}
