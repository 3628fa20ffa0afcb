// Layerbook in plain JShell. After mvn package, at the project's root (on Windows with ; for :):
//   jshell --class-path "target/classes:target/lib/*" binder/layerbook.jsh
// show(value) prints what a notebook would show, as text.
import io.github.layerbook.size.*;
import io.github.layerbook.layer.*;
import io.github.layerbook.layer.form.*;
import io.github.layerbook.layer.geometry.*;
import io.github.layerbook.layer.vocabulary.*;
import io.github.layerbook.layer.shape.*;
import io.github.layerbook.layer.convolution.*;
import io.github.layerbook.layer.pooling.*;
import io.github.layerbook.layer.normalization.*;
import io.github.layerbook.layer.activation.*;
import io.github.layerbook.layer.linear.*;
import io.github.layerbook.layer.recurrent.*;
import io.github.layerbook.layer.attention.*;
import io.github.layerbook.layer.feedforward.*;
import io.github.layerbook.layer.merge.*;
import io.github.layerbook.network.*;
import io.github.layerbook.unit.*;
import io.github.layerbook.notation.*;
import io.github.layerbook.report.*;
import io.github.layerbook.memory.*;
import io.github.layerbook.receptive.*;
import io.github.layerbook.serving.*;
import io.github.layerbook.claim.*;
import io.github.layerbook.exercise.*;
import io.github.layerbook.zoo.*;
import io.github.layerbook.whatif.edit.*;
import io.github.layerbook.whatif.variation.*;
import io.github.layerbook.whatif.diff.*;
import io.github.layerbook.whatif.sweep.*;
import io.github.layerbook.whatif.fit.*;
import io.github.layerbook.whatif.play.*;
import io.github.layerbook.whatif.sensitivity.*;
import io.github.layerbook.view.*;
import io.github.layerbook.view.display.*;
import io.github.layerbook.view.figure.*;
import io.github.layerbook.view.plotly.*;
import io.github.layerbook.view.explanation.*;
import io.github.layerbook.view.diagram.*;
import io.github.layerbook.view.page.*;
import io.github.layerbook.view.chart.*;
import io.github.layerbook.view.table.*;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;
void show(Object value) {
  System.out.println(Renderers.builtIn().of(value).map(Display::text).orElseGet(() -> String.valueOf(value)));
}
