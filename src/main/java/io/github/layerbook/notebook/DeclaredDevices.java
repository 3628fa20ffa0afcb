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
    List<String> names = new ArrayList<>();
    for (String variable : variables.ofType(Device.class)) {
      if (variable.equals(name) && variables.value(name).orElse(null) instanceof Device own) {
        return own;
      }
      names.add(variable);
    }
    for (Device device : Devices.all()) {
      if (device.name().equalsIgnoreCase(name)) {
        return device;
      }
      names.add(device.name());
    }
    throw new CellError(
        "“%s” is no device: use %s, or a variable that holds a Device.%s"
            .formatted(name, String.join(", ", names), NearestWords.question(name, names)));
  }
}
