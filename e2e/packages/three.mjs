import * as THREE from 'three';
import { BoxGeometry, Color, Matrix4, Mesh, MeshBasicMaterial, PerspectiveCamera, Raycaster, Scene, Vector3 } from 'three';
import { OrbitControls } from 'three/addons/controls/OrbitControls.js';
import { mergeGeometries } from 'three/addons/utils/BufferGeometryUtils.js';

const mesh = new Mesh(new BoxGeometry(1, 1, 1), new MeshBasicMaterial({ color: 0x336699 }));
const scene = new Scene().add(mesh);
scene.updateMatrixWorld();
const hits = new Raycaster(new Vector3(0, 0, 5), new Vector3(0, 0, -1)).intersectObject(mesh);
globalThis.__result = {
  revision: THREE.REVISION, keys: Object.keys(THREE).length, length: new Vector3(1, 2, 2).length(), det: new Matrix4().makeScale(2, 3, 4).determinant(), color: new Color('tomato').getHexString(),
  hits: hits.map((h) => [h.distance, h.faceIndex]), camera: new PerspectiveCamera(50, 1, 1, 10).projectionMatrix.elements.map((x) => +x.toFixed(4)),
  merged: mergeGeometries([new BoxGeometry(), new BoxGeometry()]).attributes.position.count, controls: typeof OrbitControls, material: mesh.material.isMeshBasicMaterial,
};
