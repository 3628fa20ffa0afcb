package io.github.layerbook.notebook;

import io.github.layerbook.layer.form.NearestWords;
import io.github.layerbook.serving.Device;
import io.github.layerbook.serving.Devices;
import java.util.ArrayList;
import java.util.List;

/** The devices that come with Layerbook and those that a notebook's variables hold. */
record DeclaredDevices(Variables variables) {
  /**
   * Returns the device of a name.
   *
   * @throws CellError naming the nearest if there is none
   */
  Device of(String name) {
    if (variables.ofType(Device.class).contains(name)
        && variables.value(name).orElse(null) instanceof Device own) {
      return own;
    }
    for (Device device : Devices.all()) {
      if (device.name().equalsIgnoreCase(name)) {
        return device;
      }
    }
    List<String> names = names();
    throw new CellError(
        "“%s” is no device: use %s, or a variable that holds a Device.%s"
            .formatted(name, String.join(", ", names), NearestWords.question(name, names)));
  }

  /** Returns the names of all, the notebook's first. */
  List<String> names() {
    List<String> names = new ArrayList<>(variables.ofType(Device.class));
    Devices.all().forEach(device -> names.add(device.name()));
    return names;
  }
}
