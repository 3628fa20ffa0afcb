MultiLayerConfiguration conf = new NeuralNetConfiguration.Builder()
    .seed(12345)
    .list()
    .layer(new LSTM.Builder().nIn(9).nOut(100).activation(Activation.TANH).build())
    .layer(new LSTM.Builder().nOut(50).build())
    .layer(new RnnOutputLayer.Builder(LossFunction.MCXENT).activation(Activation.SOFTMAX).nOut(6).build())
    .setInputType(InputType.recurrent(9))
    .build();
