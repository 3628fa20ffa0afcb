// Layerbook in plain JShell. After mvn package, at the project's root (on Windows with ; for :):
//   jshell --class-path "target/classes:target/lib/*" binder/layerbook.jsh
// show(value) prints what a notebook would show, as text.
import io.github.layerbook.size.*;
import io.github.layerbook.layer.*;
import io.github.layerbook.network.*;
import io.github.layerbook.notation.*;
import io.github.layerbook.analysis.*;
import io.github.layerbook.whatif.*;
import io.github.layerbook.zoo.*;
import io.github.layerbook.view.*;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;
void show(Object value) {
  System.out.println(Look.of(value).map(Display::text).orElseGet(() -> String.valueOf(value)));
}
